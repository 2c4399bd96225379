using System.Buffers;
using System.Text;
using System.Text.Json;
using Spectre.Console;

namespace Countersign.Cli.Terminal;

/// <summary>
/// Results go to standard output, one line of JSON where that was asked for; everything else goes to standard error.
/// </summary>
internal static class Output
{
    private static readonly Lock Gate = new();

    /// <summary>Into a file or pipe go words and lines, no colours, and no line is broken for a terminal that is not there.</summary>
    internal static void Prepare()
    {
        if (Console.IsOutputRedirected)
        {
            AnsiConsole.Console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors });
            AnsiConsole.Profile.Width = 160;
        }
    }

    /// <summary>A result for people.</summary>
    internal static void Line(string text)
    {
        // Not Console.Out, which tells a terminal to change its keypad before the first word.
        using var standardOutput = Console.OpenStandardOutput();
        standardOutput.Write(Encoding.UTF8.GetBytes(Printable(text) + "\n"));
    }

    /// <summary>What people should know beside the result.</summary>
    internal static void Notice(string text)
    {
        lock (Gate)
        {
            Console.Error.WriteLine(Printable(text));
        }
    }

    /// <summary>A result for machines: one object, one line.</summary>
    internal static void Json(Action<Utf8JsonWriter> writeMembers)
    {
        var line = ToJson(writeMembers);
        using var standardOutput = Console.OpenStandardOutput();
        standardOutput.Write(line);
    }

    /// <summary>Why a command failed, and the next step.</summary>
    internal static void Error(CommandFailedException failure, bool asJson)
    {
        if (asJson)
        {
            using var standardError = Console.OpenStandardError();
            standardError.Write(ErrorLine(failure));
            return;
        }

        Notice("countersign: error: " + failure.Message);
        if (failure.Hint.Length > 0)
        {
            Notice("countersign: hint: " + failure.Hint);
        }
    }

    internal static byte[] ErrorLine(CommandFailedException failure) => ToJson(json =>
    {
        json.WriteStartObject("error"u8);
        json.WriteString("code"u8, failure.Code);
        json.WriteString("message"u8, failure.Message);
        if (failure.Hint.Length > 0)
        {
            json.WriteString("hint"u8, failure.Hint);
        }

        json.WriteNumber("exitCode"u8, (int)failure.ExitCode);
        json.WriteEndObject();
    });

    /// <summary>Text from outside without what a terminal would obey; lines stay lines.</summary>
    internal static string Printable(string text) =>
        string.Create(text.Length, text, static (target, source) =>
        {
            for (var i = 0; i < target.Length; i++)
            {
                target[i] = char.IsControl(source[i]) && source[i] != '\n' ? ' ' : source[i];
            }
        });

    /// <summary>One object, one line, with its line feed.</summary>
    internal static byte[] ToJson(Action<Utf8JsonWriter> writeMembers)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            writeMembers(json);
            json.WriteEndObject();
        }

        buffer.Write("\n"u8);
        return buffer.WrittenSpan.ToArray();
    }
}
