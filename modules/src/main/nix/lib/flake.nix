{
  description = "Functions of the Nix language for data, text, packages and modules";

  outputs = _: { lib = import ./.; };
}
