namespace KpiBoard.Web.Features.PersonalData.Resources;

public sealed class PersonalDataText;
