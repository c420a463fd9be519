{ value ? 1 }: { inherit value; }
