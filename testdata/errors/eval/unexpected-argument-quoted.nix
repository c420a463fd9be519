({ name }: name) {
  name = 1;
  "not a name" = 2;
}
