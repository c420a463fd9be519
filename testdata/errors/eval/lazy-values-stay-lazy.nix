# The message shows the set without computing what is in it.
{ computed = 1; lazy = throw "must not be forced"; } + 1
