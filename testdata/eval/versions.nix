{
  compare = map ({ a, b }: builtins.compareVersions a b) [
    { a = "1.0"; b = "2.3"; }
    { a = "2.1"; b = "2.3"; }
    { a = "2.3"; b = "2.3"; }
    { a = "2.5"; b = "2.3"; }
    { a = "2.3.1"; b = "2.3"; }
    { a = "2.3.1"; b = "2.3a"; }
    { a = "2.3pre1"; b = "2.3"; }
    { a = "2.3pre3"; b = "2.3pre12"; }
    { a = "2.3a"; b = "2.3c"; }
    { a = "2.3pre1"; b = "2.3q"; }
  ];
  split = builtins.splitVersion "1.2.3pre45-rc.6_b";
  names = map builtins.parseDrvName [ "hello-2.10" "gtk+-3.0" "a-b-c" "x-1-2" "name" ];
}
