# What network a container has. `is`: one of its own, rather than its host's. `linked`: there is a link, of which
# the container's end is called eth0.
container: {
  is =
    container.privateNetwork
    || container.networkNamespace != null
    || container.interfaces != [ ]
    || container.macvlans != [ ]
    || container.extraVeths != { };

  linked =
    container.privateNetwork
    && container.networkNamespace == null
    && (
      container.hostBridge != null
      || container.hostAddress != null
      || container.localAddress != null
      || container.hostAddress6 != null
      || container.localAddress6 != null
      || container.localMacAddress != null
    );
}
