#include <stdio.h>
#include <zlib.h>
int main(void) { printf("meson %s %d\n", WORD, zlibVersion()[0] == 49); return 0; }
