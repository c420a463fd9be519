{ a = ''
  text
}