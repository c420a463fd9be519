# nginx, with TLS and servers behind it.
{
  system.stateVersion = "24.11";
  services.nginx = {
    enable = true;
    recommendedProxySettings = true;
    virtualHosts."example.org" = {
      forceSSL = true;
      sslCertificate = "/etc/ssl/example.pem";
      sslCertificateKey = "/etc/ssl/example.key";
      root = "/var/www";
      locations."/api/" = {
        proxyPass = "http://127.0.0.1:3000";
        proxyWebsockets = true;
      };
    };
  };
}
