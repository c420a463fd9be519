{
  a.b.c = 1;
  a.b.d = 2;
  a.e = 3;
  x = { y = 1; };
  x.z = 2;
  m.n = 1;
  m = { o = 2; p.q = 3; };
  m.p.r = 4;
  s = { };
  s = { t = 1; };
  u.v = rec { w = 1; };
  u.v.x = 2;
  "k l".m = 1;
}
