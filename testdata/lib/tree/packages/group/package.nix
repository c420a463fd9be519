{ value ? 2 }: { inherit value; }
