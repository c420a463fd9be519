{
  port = 1;
}
