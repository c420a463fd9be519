# Swap space in compressed memory.
{
  config,
  lib,
  ...
}:
let
  inherit (lib) mkOption types;
  cfg = config.zramSwap;

  start = ''
    /sbin/modprobe zram
    # The first line says how much memory the machine has, in kilobytes.
    read -r _ memory _ < /proc/meminfo
    size=$((memory * ${toString cfg.memoryPercent} / 100))
    ${lib.optionalString (cfg.memoryMax != null) ''
      most=$((${toString cfg.memoryMax} / 1024))
      [ "$size" -le "$most" ] || size=$most
    ''}device=$(zramctl --find --algorithm ${lib.escapeShellArg cfg.algorithm} --size "$((size / ${toString cfg.swapDevices}))K")
    mkswap "$device"
    swapon --priority ${toString cfg.priority} "$device"
    echo "$device" > "$RUNTIME_DIRECTORY/device"
  '';
  stop = ''
    device=$(cat "$RUNTIME_DIRECTORY/device")
    swapoff "$device"
    zramctl --reset "$device"
  '';
in
{
  options.zramSwap = {
    enable = mkOption {
      type = types.bool;
      default = false;
      example = true;
      description = "Whether part of the memory holds, compressed, what would else be swapped to disk.";
    };
    memoryPercent = mkOption {
      type = types.ints.positive;
      default = 50;
      example = 25;
      description = "How much can be swapped so, in percent of the memory. It takes up less, as it is compressed.";
    };
    memoryMax = mkOption {
      type = types.nullOr types.int;
      default = null;
      example = 4294967296;
      description = "The most that can be swapped so, in bytes.";
    };
    algorithm = mkOption {
      type = types.str;
      default = "zstd";
      example = "lz4";
      description = "How it is compressed, of what the kernel offers.";
    };
    priority = mkOption {
      type = types.int;
      default = 5;
      example = 100;
      description = "How early it is used: before swap space with a lower number.";
    };
    swapDevices = mkOption {
      type = types.ints.positive;
      default = 1;
      example = 2;
      description = "How many devices share the size.";
    };
  };

  config.systemd.services = lib.mkIf (cfg.enable && !config.boot.isContainer) (
    lib.genAttrs (map (n: "zram-swap-${toString n}") (lib.range 0 (cfg.swapDevices - 1))) (_: {
      description = "Swap space in compressed memory";
      wantedBy = [ "swap.target" ];
      before = [ "swap.target" ];
      unitConfig = {
        DefaultDependencies = false;
        ConditionVirtualization = "!container";
      };
      script = start;
      preStop = stop;
      serviceConfig = {
        Type = "oneshot";
        RemainAfterExit = true;
        RuntimeDirectory = "%N";
        RuntimeDirectoryPreserve = true;
      };
    })
  );
}
