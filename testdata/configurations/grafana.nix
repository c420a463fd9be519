# As published in "Containers and images", section "Running other people's containers".
{
  virtualisation.podman.enable = true;

  virtualisation.oci-containers = {
    backend = "podman";
    containers.grafana = {
      image = "grafana/grafana:latest";
      ports = [ "3000:3000" ];
      volumes = [ "grafana-data:/var/lib/grafana" ];
    };
  };
}
