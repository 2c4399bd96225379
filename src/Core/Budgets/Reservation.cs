namespace Countersign.Core.Budgets;

/// <summary>A charge that fits both scopes it falls under. What is to be booked ahead goes into the journal before it is signed.</summary>
/// <param name="Bot">The bot's budgets.</param>
/// <param name="Key">The key's, over all its bots.</param>
/// <param name="Charge">What is charged.</param>
/// <param name="BotLease">To be booked for the bot; may be none.</param>
/// <param name="KeyLease">To be booked for the key; may be none.</param>
public readonly record struct Reservation(BudgetScope Bot, BudgetScope Key, Charge Charge, LeaseWanted BotLease, LeaseWanted KeyLease);
