# nginx with TLS, a PHP page behind it, and another server behind that.
{ config, pkgs, ... }:

let
  site = pkgs.writeTextDir "index.php" ''
    <?php echo "PHP says ", 6 * 7, " as ", posix_getpwuid(posix_geteuid())["name"], "\n";
  '';
in
{
  services.nginx = {
    enable = true;
    recommendedTlsSettings = true;
    recommendedProxySettings = true;
    recommendedGzipSettings = true;
    virtualHosts."www.example.org" = {
      default = true;
      forceSSL = true;
      sslCertificate = "/var/lib/certificate/cert.pem";
      sslCertificateKey = "/var/lib/certificate/key.pem";
      root = site;
      locations."/" = {
        index = "index.php";
      };
      locations."~ \\.php$".extraConfig = ''
        fastcgi_pass unix:${config.services.phpfpm.pools.site.socket};
        fastcgi_param SCRIPT_FILENAME $document_root$fastcgi_script_name;
        include ${pkgs.nginx}/conf/fastcgi_params;
      '';
      locations."/status/".proxyPass = "http://127.0.0.1:3000/";
    };
    virtualHosts."status.internal" = {
      listen = [
        {
          addr = "127.0.0.1";
          port = 3000;
        }
      ];
      locations."/".return = "200 \"for $http_x_forwarded_host over $http_x_forwarded_proto\"";
    };
  };

  services.phpfpm.pools.site = {
    user = "site";
    group = "site";
    settings = {
      "listen.owner" = "nginx";
      "pm" = "ondemand";
      "pm.max_children" = 4;
    };
  };
  users.users.site = {
    isSystemUser = true;
    group = "site";
  };
  users.groups.site = { };

  # A certificate of our own making; `security.acme` gets one that others trust.
  systemd.services.certificate = {
    description = "Makes a self-signed certificate";
    wantedBy = [ "multi-user.target" ];
    requiredBy = [ "nginx.service" ];
    before = [ "nginx.service" ];
    serviceConfig = {
      Type = "oneshot";
      RemainAfterExit = true;
      StateDirectory = "certificate";
      StateDirectoryMode = "0750";
      Group = "nginx";
    };
    script = ''
      cd /var/lib/certificate
      if [ ! -e cert.pem ]; then
        ${pkgs.openssl}/bin/openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 365 \
          -subj /CN=www.example.org -keyout key.pem -out cert.pem
        chmod g+r key.pem
      fi
    '';
  };

  networking.firewall.allowedTCPPorts = [
    80
    443
  ];

  firn.health =
    let
      fetch = "${pkgs.curl}/bin/curl -sf --cacert /var/lib/certificate/cert.pem --resolve www.example.org:443:127.0.0.1 --resolve www.example.org:80:127.0.0.1";
      works = text: {
        command = [ "${pkgs.writeShellScript "check" "set -eu\n${text}"}" ];
        timeoutSec = 20;
      };
    in
    {
      redirect =
        works ''test "$(${fetch} -o /dev/null -w '%{http_code} %{redirect_url}' http://www.example.org/)" = "301 https://www.example.org/"'';
      php = works ''test "$(${fetch} https://www.example.org/)" = "PHP says 42 as site"'';
      proxy =
        works ''test "$(${fetch} https://www.example.org/status/)" = "for www.example.org over https"'';
    };
}
