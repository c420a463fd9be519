# Group numbers that Debian gives to every installation (package base-passwd, "globally allocated ids" of the
# policy manual, section 9.2.2).
{
  groups = {
    root = 0;
    daemon = 1;
    bin = 2;
    sys = 3;
    adm = 4;
    tty = 5;
    disk = 6;
    lp = 7;
    mail = 8;
    news = 9;
    uucp = 10;
    man = 12;
    proxy = 13;
    kmem = 15;
    dialout = 20;
    fax = 21;
    voice = 22;
    cdrom = 24;
    floppy = 25;
    tape = 26;
    sudo = 27;
    audio = 29;
    dip = 30;
    www-data = 33;
    backup = 34;
    operator = 37;
    list = 38;
    irc = 39;
    src = 40;
    shadow = 42;
    utmp = 43;
    video = 44;
    sasl = 45;
    plugdev = 46;
    staff = 50;
    games = 60;
    users = 100;
    nogroup = 65534;
  };
}
