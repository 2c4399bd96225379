using Countersign.Channels;
using Countersign.Core.Frames;
using Shouldly;
using Xunit;

namespace Countersign.Unit.Channels;

public sealed class OperatorSocketTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Joins_the_two_ends_however_deep_the_folder_lies()
    {
        var deep = _folder.File(string.Join('/', Enumerable.Repeat("a-folder-with-a-rather-long-name", 6)));
        Directory.CreateDirectory(deep);
        var path = Path.Combine(deep, "operator.sock");
        path.Length.ShouldBeGreaterThan(200);

        using var listener = OperatorSocket.Listen(path);
        using var caller = OperatorSocket.TryConnect(path).ShouldNotBeNull();
        using var accepted = new Channel(listener.Accept().ShouldNotBeNull());
        accepted.ReadPeer().ProcessId.ShouldBe(Environment.ProcessId);
        caller.Send(new Status());
        var buffer = new byte[Frame.MaxLength];
        Frame.TypeOf(buffer.AsSpan(0, accepted.Receive(buffer, new ReceivedDescriptors()))).ShouldBe(FrameType.Status);
    }

    [Fact]
    public void Nobody_is_there_before_it_listens_and_after_it_was_closed()
    {
        var path = _folder.File("operator.sock");
        OperatorSocket.TryConnect(path).ShouldBeNull();
        using (var listener = OperatorSocket.Listen(path))
        {
            listener.Close();
            OperatorSocket.TryConnect(path).ShouldBeNull();
        }

        File.Exists(path).ShouldBeFalse();
    }

    [Fact]
    public async Task Closing_wakes_the_thread_that_waits_for_a_connection()
    {
        using var listener = OperatorSocket.Listen(_folder.File("operator.sock"));
        var waiting = Task.Run(listener.Accept);
        listener.Close();
        (await waiting).ShouldBeNull();
    }

    [Fact]
    public void Replaces_a_socket_that_a_dead_process_left()
    {
        var path = _folder.File("operator.sock");
        OperatorSocket.Listen(path).Dispose();
        File.Exists(path).ShouldBeTrue();
        OperatorSocket.TryConnect(path).ShouldBeNull();
        using var again = OperatorSocket.Listen(path);
        using var caller = OperatorSocket.TryConnect(path).ShouldNotBeNull();
    }
}
