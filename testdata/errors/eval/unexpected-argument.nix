({ name, version ? "1" }: name) { name = "x"; verison = "2"; }
