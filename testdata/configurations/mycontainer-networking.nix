# As published in "NixOS Containers", section "Networking", which gives the definition alone.
{
containers.mycontainer = {
# Private virtual Ethernet connection
privateNetwork = true;
# Host side of the Ethernet pair
hostAddress = "10.0.0.1";
# Container side of the Ethernet pair
localAddress = "10.0.0.2";
# Forward specific host ports to container
forwardPorts = [
{ hostPort = 8080; containerPort = 80; protocol = "tcp"; }
];
# Use the host's network namespace
# privateNetwork = false;
};
}
