using KpiBoard.Web;
using KpiBoard.Web.Infrastructure.CommandLine;

return await CommandLineApp.RunAsync(args, Product.AddProduct, Product.Commands, CommandConsole.System());
