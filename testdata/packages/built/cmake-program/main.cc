#include <iostream>
#include <string>
#include <vector>
int main() {
  std::vector<std::string> words{"cmake", WORD};
  for (const auto &word : words) std::cout << word << "\n";
}
