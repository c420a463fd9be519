# What stands for the hardware of the host: run there before the configuration is applied.
set -e

# `wan` is the host's way to the outside, which is another machine with the other end, `far`.
ip link add name wan type veth peer name far
ip netns add elsewhere
ip link set dev far netns elsewhere
ip netns exec elsewhere sh -c '
  ip link set dev lo up
  ip address add 203.0.113.1/24 dev far
  ip link set dev far up
'

# An interface that moves into a container, and one beside which containers have theirs, with their other ends.
ip link add name spare type veth peer name loose
ip link add name plug type veth peer name socket
ip link set dev loose up
ip link set dev socket up
ip address add 10.99.0.1/24 dev loose

# A namespace that a container joins.
ip netns add shared
