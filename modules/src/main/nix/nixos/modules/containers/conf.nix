# A container in the form of nixos-container's files: `KEY=value` lines.
lib: container:

let
  line = key: value: lib.optionalString (value != null && value != "") "${key}=${toString value}\n";
  flag = key: value: lib.optionalString value "${key}=1\n";
  port =
    forward:
    "${forward.protocol}:${toString forward.hostPort}:${
      toString (if forward.containerPort == null then forward.hostPort else forward.containerPort)
    }";
in
flag "PRIVATE_NETWORK" container.privateNetwork
+ line "PRIVATE_USERS" (if container.privateUsers == "no" then null else container.privateUsers)
+ line "HOST_BRIDGE" container.hostBridge
+ line "HOST_PORT" (lib.concatMapStringsSep "," port container.forwardPorts)
+ line "HOST_ADDRESS" container.hostAddress
+ line "HOST_ADDRESS6" container.hostAddress6
+ line "LOCAL_ADDRESS" container.localAddress
+ line "LOCAL_ADDRESS6" container.localAddress6
+ line "LOCAL_MAC_ADDRESS" container.localMacAddress
+ line "INTERFACES" (toString container.interfaces)
+ line "MACVLANS" (toString container.macvlans)
+ line "NETWORK_NAMESPACE_PATH" container.networkNamespace
+ flag "AUTO_START" container.autoStart
