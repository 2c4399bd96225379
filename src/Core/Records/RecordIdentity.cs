using Countersign.Core.Names;

namespace Countersign.Core.Records;

/// <summary>Which record it is, whatever its version: the key under which vault and signer remember it.</summary>
/// <param name="Owner">Whose it is.</param>
/// <param name="Kind">Key or bot; the two have names of their own.</param>
/// <param name="Name">A name by <see cref="NameGrammar.Rule"/>.</param>
public readonly record struct RecordIdentity(OwnerId Owner, RecordKind Kind, string Name)
{
    public static RecordIdentity Of(OwnerId owner, KeyName key) => new(owner, RecordKind.ExchangeKey, key.Value);

    public static RecordIdentity Of(OwnerId owner, BotName bot) => new(owner, RecordKind.Bot, bot.Value);

    public override string ToString() => $"{(Kind == RecordKind.Bot ? "bot" : "key")} {Owner}/{Name}";
}
