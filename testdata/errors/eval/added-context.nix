builtins.addErrorContext "while building the example" (throw "it broke")
