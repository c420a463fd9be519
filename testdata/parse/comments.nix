# a line
/* a block */ [ 1 /* inside */ 2 # to the end
/**/ 3 /* ** * / **/ 4 /***/ 5 /** doc */ 6
# the last line has no end
]# x
