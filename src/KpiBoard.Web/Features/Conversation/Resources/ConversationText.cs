namespace KpiBoard.Web.Features.Conversation.Resources;

public sealed class ConversationText;
