/* What the file is for. */

/* A longer comment
   over two lines. */
{ pkgs }: # what is given
{
  /**
  Documentation.

    Example: f 1
  */
  f = x: /* in between */ x; # after
  # before the end


  # and a second

  g = /* bash */ ''
    echo "hi"
  '';
  /*
   * Starred.
   */
  list = [ # first
    1 # one
    # two
    2
    # last
  ];
}
# the end
