using System.Globalization;
using System.Runtime.InteropServices;
using Countersign.Attacks;
using Countersign.Channels;
using Countersign.Confinement;

[assembly: DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]

// --control N PROFILE ATTACK ARGUMENT: confines itself as the named process does, or not at all, and attacks. Prints what came of it.
var start = ProgramStart.From(args);
if (start.Arguments is not [_, _, var name, var attack, var argument, .. var more] || Supervision.NumberIn(start.Arguments) is not { } control)
{
    return 2;
}

var profile = name switch
{
    "signer" => Profile.Signer(more),
    "gateway" => Profile.Gateway(int.Parse(more[0], CultureInfo.InvariantCulture)),
    "courier" => Profile.Courier(),
    _ => null,
};
if (profile is not null)
{
    _ = start.Confine(profile, control);
}

Console.WriteLine(Attack.Run(attack, argument));
return 0;
