await Console.Error.WriteLineAsync("Name a benchmark.");
return 2;
