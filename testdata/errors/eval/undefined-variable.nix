let
  something = 1;
in
somethin + 1
