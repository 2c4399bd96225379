using System.Text;
using Countersign.Channels;
using Countersign.Cli.Operating;
using Countersign.Core.Frames;
using Countersign.Core.Names;
using Countersign.Core.Records;
using Countersign.Vault;
using Countersign.Unit.Vault;
using Shouldly;
using Xunit;

namespace Countersign.Unit.Cli;

/// <summary>The operator's side of the channel, against a signer that the test plays.</summary>
public sealed class OperatingTests : IDisposable
{
    private static readonly RecordIdentity Key = RecordIdentity.Of(OwnerId.Self, KeyName.Parse("main"));
    private static readonly RecordIdentity Bot = RecordIdentity.Of(OwnerId.Self, BotName.Parse("mm"));

    private readonly TemporaryFolder _folder = new();
    private readonly List<FrameType> _asked = [];
    private readonly OperatorChannel _operator;
    private readonly Channel _signer;
    private byte[] _checkpoint = SeenAt.Size(10);

    public OperatingTests()
    {
        var (ours, its) = Channel.Pair();
        (_operator, _signer) = (new OperatorChannel(new Channel(ours)), new Channel(its));
    }

    public void Dispose()
    {
        _operator.Dispose();
        _signer.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Hands_over_what_the_signer_answers()
    {
        PlaySigner((_, _) => null);
        ReadOnlyMemory<byte> kept = default;
        _operator.Ask(new Status(), (scoped done) => kept = done.First.ToArray()).ShouldBeNull();
        Encoding.ASCII.GetString(kept.Span).ShouldBe("first");
        _operator.Checkpoint.ShouldBe(SeenAt.Size(10));
    }

    [Fact]
    public void A_failure_is_a_value()
    {
        PlaySigner((_, _) => new SignerFailure("passphrase", "the passphrase is wrong"));
        _operator.Ask(new Status(), (scoped _) => throw new InvalidOperationException("it is not done"))
            .ShouldBe(new SignerFailure("passphrase", "the passphrase is wrong"));
    }

    [Fact]
    public void A_signer_that_ends_without_an_answer_is_a_fault()
    {
        ChannelReader.Start(_signer, "signer", (_, _) => _signer.Close(), static () => { });
        Should.Throw<ChannelClosedException>(() => _operator.Ask(new Status()));
    }

    [Fact]
    public void What_is_no_answer_is_a_fault()
    {
        ChannelReader.Start(_signer, "signer", (_, _) => _signer.Send(new Settle { Id = 1, Generation = 1 }), static () => { });
        Should.Throw<ChannelClosedException>(() => _operator.Ask(new Status()));
    }

    [Fact]
    public void Unlocking_gives_data_keys_first_then_the_passphrase_then_keys_then_bots()
    {
        using var vault = Filled();
        var refused = Unlock(vault, (_, _) => null, out var failure);
        failure.ShouldBeNull();
        refused.ShouldBeEmpty();
        _asked.ShouldBe([FrameType.LoadDataKey, FrameType.Unlock, FrameType.LoadRecord, FrameType.LoadRecord]);
    }

    [Fact]
    public void Unlocking_tells_the_signer_what_the_vault_has_seen_and_remembers_what_it_hears()
    {
        using var vault = Filled();
        vault.RememberCheckpoint(SeenAt.Size(8));
        _checkpoint = SeenAt.Size(12);
        byte[] seen = [];
        Unlock(vault, (type, packet) =>
        {
            if (type == FrameType.Unlock)
            {
                Frame.TryRead<Unlock>(packet, out var unlock).ShouldBeTrue();
                seen = unlock.Checkpoint.ToArray();
            }

            return null;
        }, out _);
        seen.ShouldBe(SeenAt.Size(8));
        vault.ReadCheckpoint().ShouldBe(SeenAt.Size(12));
    }

    [Fact]
    public void A_wrong_passphrase_loads_nothing()
    {
        using var vault = Filled();
        Unlock(vault, (type, _) => type == FrameType.Unlock ? new SignerFailure("passphrase", "wrong") : null, out var failure);
        failure.ShouldNotBeNull().Code.ShouldBe("passphrase");
        _asked.ShouldNotContain(FrameType.LoadRecord);
    }

    [Fact]
    public void One_refused_record_keeps_no_other_from_working()
    {
        using var vault = Filled();
        var first = true;
        var refused = Unlock(vault, (type, _) =>
        {
            var refuse = type == FrameType.LoadRecord && first;
            first &= type != FrameType.LoadRecord;
            return refuse ? new SignerFailure("integrity", "damaged") : null;
        }, out var failure);
        failure.ShouldBeNull();
        refused.ShouldHaveSingleItem().Identity.ShouldBe(Key);
        _asked.Count(type => type == FrameType.LoadRecord).ShouldBe(2);
    }

    [Fact]
    public void A_revoked_record_is_not_loaded()
    {
        using var vault = Filled();
        vault.Revoke(Bot, SeenAt.Size(3));
        Unlock(vault, (_, _) => null, out _);
        _asked.Count(type => type == FrameType.LoadRecord).ShouldBe(1);
    }

    private SqliteVault Filled()
    {
        var vault = SqliteVault.Open(_folder.File("vault.db"));
        vault.Create([1], SeenAt.Size(1));
        vault.Store(new StoredRecord(Key, 1, [1, 2]), [3], SeenAt.Size(1));
        vault.Store(new StoredRecord(Bot, 1, [4, 5]), [], SeenAt.Size(2));
        return vault;
    }

    private List<RefusedRecord> Unlock(SqliteVault vault, SignerRole role, out SignerFailure? failure)
    {
        PlaySigner(role);
        var (passphrase, other) = Channel.Pair();
        using (passphrase)
        using (other)
        {
            List<RefusedRecord> refused = [];
            failure = Unlocking.Run(_operator, vault, passphrase, refused.Add);
            return refused;
        }
    }

    private void PlaySigner(SignerRole role) => ChannelReader.Start(_signer, "signer", (packet, _) =>
    {
        var type = Frame.TypeOf(packet);
        _asked.Add(type);
        if (role(type, packet) is { } failure)
        {
            _signer.Send(new Failed { Code = Encoding.UTF8.GetBytes(failure.Code), Sentence = Encoding.UTF8.GetBytes(failure.Sentence) });
        }
        else
        {
            _signer.Send(new Done { First = "first"u8, Second = default, Third = default, Checkpoint = _checkpoint });
        }
    }, static () => { });

    private delegate SignerFailure? SignerRole(FrameType type, ReadOnlySpan<byte> packet);
}
