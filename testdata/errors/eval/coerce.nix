"a function: ${x: x}"
