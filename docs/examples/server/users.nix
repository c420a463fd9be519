# Who may log in, and who may do what.
{ config, pkgs, ... }:

let
  works = text: {
    command = [ "${pkgs.writeShellScript "check" "set -eu\n${text}"}" ];
    timeoutSec = 20;
  };
in
{
  users.users.alice = {
    isNormalUser = true;
    description = "Alice";
    extraGroups = [ "operators" ];
    # mkpasswd makes such a hash. Without one, the account has no password.
    hashedPassword = "$y$j9T$5yI8Wz0hpyZ9M9rB6sjvN1$LsIL2cXUx1mG3AMrYXRrcIhkJHFXTcdIFvw8L4vSDz8";
    openssh.authorizedKeys.keys = [
      "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ6OqGZ4S8v0zCwbqjwKmPFfHfjGuuZuZgJ8yG3M0S0d alice@example.org"
    ];
  };
  users.groups.operators = { };

  services.openssh = {
    enable = true;
    settings = {
      PasswordAuthentication = false;
      PermitRootLogin = "no";
    };
  };

  # The operators may restart the web server, and nothing else, without a password.
  security.sudo.extraRules = [
    {
      groups = [ "operators" ];
      commands = [
        {
          command = "/usr/bin/systemctl restart nginx.service";
          options = [ "NOPASSWD" ];
        }
      ];
    }
  ];

  security.pam.loginLimits = [
    {
      domain = "alice";
      type = "soft";
      item = "nofile";
      value = "1000";
    }
  ];

  firn.health = {
    alice = works ''
      id -nG alice | grep -qw operators
      test "$(stat -c %U:%a /home/alice)" = alice:700
      getent shadow alice | grep -q '^alice:[$]y[$]'
    '';
    ssh = works ''
      # A key made for this check, so that the login itself is tried.
      key=$(mktemp -d)
      trap 'rm -rf "$key" /home/alice/.ssh' EXIT
      ${pkgs.openssh}/bin/ssh-keygen -q -t ed25519 -N "" -f "$key/id"
      install -d -o alice -m 700 /home/alice/.ssh
      install -o alice -m 600 "$key/id.pub" /home/alice/.ssh/authorized_keys
      ssh() { ${pkgs.openssh}/bin/ssh -q -o BatchMode=yes -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -i "$key/id" "$@"; }
      test "$(ssh alice@127.0.0.1 'id -un; ulimit -Sn')" = "$(printf 'alice\n1000')"
      ! ssh root@127.0.0.1 true
    '';
    sudo = works ''
      runuser -u alice -- sudo -n /usr/bin/systemctl restart nginx.service
      ! runuser -u alice -- sudo -n /usr/bin/id
    '';
  };
}
