#include <stdio.h>
#include <string.h>
#include <zlib.h>

int main(void) {
  const char *text = "text text text text text text text text";
  unsigned char packed[200];
  unsigned long size = sizeof packed;
  compress(packed, &size, (const unsigned char *) text, strlen(text));
  printf("hello %s squeezed %d\n", WORD, size < strlen(text));
  return 0;
}
