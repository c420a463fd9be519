[
  ""
  "plain"
  "tab\tnewline\nreturn\rquote\"backslash\\ other\q dollar\${x}"
  "$" "$$" "a$" "$$a" "$${not}" "\$" "cost: $5" "$\{x}"
  "über ☃"
  "two
lines"
]
