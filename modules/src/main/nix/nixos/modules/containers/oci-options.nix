# The options of one OCI container.
{ lib, backend }:

{ name, config, ... }:
let
  inherit (lib) mkOption types;

  strings =
    example: description:
    mkOption {
      type = types.listOf types.str;
      default = [ ];
      inherit example description;
    };

  optional =
    type: example: description:
    mkOption {
      type = types.nullOr type;
      default = null;
      inherit example description;
    };
in
{
  options = {
    image = mkOption {
      type = types.str;
      example = "library/hello-world";
      description = ''
        The image, by name and tag. With {option}`imageFile` or {option}`imageStream` it is the name under
        which that image is loaded.
      '';
    };

    imageFile =
      optional types.package
        (lib.literalExpression ''pkgs.dockerTools.buildImage { name = "web"; copyToRoot = [ pkgs.nginx ]; }'')
        ''
          An archive of the image, which is loaded before the container starts; nothing is then pulled.
        '';

    imageStream =
      optional types.package
        (lib.literalExpression ''pkgs.dockerTools.streamLayeredImage { name = "web"; contents = [ pkgs.nginx ]; }'')
        ''
          A program that writes the archive of the image to its output.
        '';

    serviceName = mkOption {
      type = types.str;
      default = "${backend}-${name}";
      defaultText = lib.literalMD "`<backend>-<name>`";
      example = "web";
      description = "The name of the unit that runs the container.";
    };

    login = {
      username = optional types.str "alice" "The user at the registry.";
      passwordFile = optional types.str "/etc/secrets/registry" "A file that holds the user's password.";
      registry = optional types.str "registry.example.org" "The registry; null is the engine's default.";
    };

    cmd = strings [ "--port=9000" ] "Arguments of the image's entry point.";

    entrypoint =
      optional types.str "/bin/my-app" "The program to run in place of the image's entry point.";

    environment = mkOption {
      type = types.attrsOf types.str;
      default = { };
      example = {
        DATABASE_HOST = "db.example.com";
      };
      description = "Environment variables of the container.";
    };

    environmentFiles = mkOption {
      type = types.listOf types.path;
      default = [ ];
      example = [ "/etc/secrets/app.env" ];
      description = "Files on the machine that hold environment variables.";
    };

    log-driver = mkOption {
      type = types.str;
      default = "journald";
      example = "json-file";
      description = "Where the container's output goes.";
    };

    ports = strings [
      "127.0.0.1:8080:9000"
    ] "Ports of the machine that lead to the container: `[address:]port:port[/protocol]`.";

    user = optional types.str "nobody:nogroup" "The user, and the group, the container runs as.";

    volumes = strings [
      "app-data:/data"
      "/srv/files:/files:ro"
    ] "Volumes and folders of the machine that appear in the container.";

    workdir = optional types.str "/var/lib/app" "The working folder in the container.";

    dependsOn = strings [
      "db"
    ] "Names of other containers that start before this one, and without which it does not run.";

    extraOptions = strings [ "--network=host" ] "Further arguments of the engine's `run`.";

    preRunExtraOptions = strings [
      "--storage-driver=vfs"
    ] "Further arguments of the engine, before `run`.";

    autoStart = mkOption {
      type = types.bool;
      default = true;
      example = false;
      description = "Whether the container starts at boot.";
    };

    podman = mkOption {
      type = types.nullOr (
        types.submodule {
          options = {
            sdnotify = mkOption {
              type = types.enum [
                "conmon"
                "healthy"
                "container"
              ];
              default = "conmon";
              example = "container";
              description = ''
                What says that the container is ready: `conmon` its start, `healthy` its health check,
                `container` itself.
              '';
            };
            user = mkOption {
              type = types.str;
              default = "root";
              example = "web";
              description = "The user of the machine that podman runs as.";
            };
          };
        }
      );
      default = if backend == "podman" then { } else null;
      defaultText = lib.literalMD "`{ }` with the backend podman, else null";
      example = {
        sdnotify = "healthy";
        user = "web";
      };
      description = "Settings for podman.";
    };

    labels = mkOption {
      type = types.attrsOf types.str;
      default = { };
      example = {
        "traefik.enable" = "true";
      };
      description = "Labels of the container.";
    };

    hostname = optional types.str "app" "The name the container has for itself.";

    pull = mkOption {
      type = types.enum [
        "always"
        "missing"
        "never"
        "newer"
      ];
      default = "missing";
      example = "newer";
      description = "When the image is pulled.";
    };

    capabilities = mkOption {
      type = types.lazyAttrsOf (types.nullOr types.bool);
      default = { };
      example = {
        SYS_ADMIN = true;
        CHOWN = false;
      };
      description = "Capabilities the container has beside the usual ones (true), or does not have (false).";
    };

    devices = strings [ "/dev/dri:/dev/dri" ] "Devices of the machine that appear in the container.";

    privileged = mkOption {
      type = types.bool;
      default = false;
      example = true;
      description = "Whether the container has all rights of the machine.";
    };

    autoRemoveOnStop = mkOption {
      type = types.bool;
      default = true;
      example = false;
      description = "Whether the container is removed when it stops, so that each start begins with the image.";
    };

    networks = strings [ "backend" ] "Networks the container is in.";
  };
}
