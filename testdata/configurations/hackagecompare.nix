# As published in "NixOS Containers", section "Declarative docker containers", with the braces the page has lost;
# the elements of the lists it has lost as well.
 { config, pkgs, ... }:
 {
   config.virtualisation.oci-containers.containers = {
     hackagecompare = {
       image = "chrissound/hackagecomparestats-webserver:latest";
       ports = [""];
       volumes = [
       ];
       cmd = [
       ];
     };
   };
 }
