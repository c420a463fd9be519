[ "${a}" "a${b}c" "${a}${b}" "${"nested ${deep} string"}" "$${a}${b}$" "a$${b}" "${"constant"}" "${a}$" ]
