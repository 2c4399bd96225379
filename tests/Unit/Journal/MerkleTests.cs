using Countersign.Core.Journal.Merkle;
using Shouldly;
using Xunit;

namespace Countersign.Unit.Journal;

public sealed class MerkleTests
{
    // The entries and roots of merkletree/merkle_tree_test.cc in google/certificate-transparency.
    private static readonly string[] _published = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];

    private static readonly string[] _publishedRoots =
    [
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ];

    [Fact]
    public void Roots_are_the_published_ones()
    {
        var frontier = new Frontier();
        var nodes = new MerkleNodes(0);
        for (var size = 0; size <= _published.Length; size++)
        {
            Convert.ToHexStringLower(frontier.Root().Bytes).ShouldBe(_publishedRoots[size]);
            MerkleProof.Root(nodes, (ulong)size).ShouldBe(frontier.Root());
            if (size < _published.Length)
            {
                var leaf = MerkleHash.OfLeaf(Convert.FromHexString(_published[size]));
                frontier.Append(leaf);
                nodes.Add(leaf);
            }
        }
    }

    [Fact]
    public void A_frontier_goes_on_where_it_was_written()
    {
        var whole = new Frontier();
        var parted = new Frontier();
        var buffer = new byte[Frontier.MaxLength];
        foreach (var leaf in Leaves(300, seed: 1))
        {
            whole.Append(leaf);
            Frontier.TryRead(buffer.AsSpan(0, parted.Write(buffer)), out var read).ShouldBeTrue();
            parted = read;
            parted.Append(leaf);
            parted.Root().ShouldBe(whole.Root());
            parted.Length.ShouldBe(parted.Write(buffer));
        }
    }

    [Fact]
    public void Bytes_that_are_no_frontier_are_not_read()
    {
        var random = new Random(2);
        for (var length = 0; length < 200; length++)
        {
            var bytes = new byte[length];
            random.NextBytes(bytes);
            if (Frontier.TryRead(bytes, out var read))
            {
                read.Length.ShouldBe(length);
            }
        }

        Frontier.TryRead(new byte[7], out _).ShouldBeFalse();
        Frontier.TryRead(new byte[9], out _).ShouldBeFalse();
    }

    [Fact]
    public void Every_inclusion_proof_of_every_tree_up_to_a_size_holds()
    {
        var (leaves, nodes, roots) = Tree(70, seed: 3);
        for (ulong size = 1; size < 70; size++)
        {
            for (ulong index = 0; index < size; index++)
            {
                var proof = MerkleProof.Inclusion(nodes, index, size);
                MerkleProof.IsIncluded(leaves[index], index, size, proof, roots[size]).ShouldBeTrue($"{index} in {size}");
                MerkleProof.IsIncluded(leaves[index], index + 1, size, proof, roots[size]).ShouldBeFalse($"{index} + 1 in {size}");
                MerkleProof.IsIncluded(leaves[index], index, size, [.. proof, roots[0]], roots[size]).ShouldBeFalse($"{index} in {size}, one more");
            }
        }
    }

    [Fact]
    public void Every_consistency_proof_between_trees_up_to_a_size_holds()
    {
        var (_, nodes, roots) = Tree(70, seed: 4);
        for (ulong newer = 0; newer <= 70; newer++)
        {
            for (ulong older = 0; older <= newer; older++)
            {
                var proof = MerkleProof.Consistency(nodes, older, newer);
                MerkleProof.IsConsistent(older, roots[older], newer, roots[newer], proof).ShouldBeTrue($"{older} in {newer}");
                MerkleProof.IsConsistent(older, roots[older], newer, roots[newer], [.. proof, roots[0]]).ShouldBeFalse($"{older} in {newer}, one more");
                if (older is not 0 && older != newer)
                {
                    MerkleProof.IsConsistent(older, roots[older - 1], newer, roots[newer], proof).ShouldBeFalse($"another {older} in {newer}");
                    MerkleProof.IsConsistent(older, roots[older], newer, roots[newer - 1], proof).ShouldBeFalse($"{older} in another {newer}");
                }
            }
        }
    }

    [Theory]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    public void Any_flipped_bit_breaks_a_proof(int seed)
    {
        var random = new Random(seed);
        var (leaves, nodes, roots) = Tree(600, seed);
        for (var round = 0; round < 40; round++)
        {
            var size = (ulong)random.Next(2, 600);
            var index = (ulong)random.Next((int)size);
            var inclusion = MerkleProof.Inclusion(nodes, index, size);
            var place = random.Next(inclusion.Length);
            inclusion[place] = Flipped(inclusion[place], random);
            MerkleProof.IsIncluded(leaves[index], index, size, inclusion, roots[size]).ShouldBeFalse();

            var older = (ulong)random.Next(1, (int)size);
            var consistency = MerkleProof.Consistency(nodes, older, size);
            place = random.Next(consistency.Length);
            consistency[place] = Flipped(consistency[place], random);
            MerkleProof.IsConsistent(older, roots[older], size, roots[size], consistency).ShouldBeFalse();
        }
    }

    [Fact]
    public void Proofs_from_outside_never_throw()
    {
        var random = new Random(8);
        ulong[] sizes = [0, 1, 2, 3, 255, 256, 1UL << 63, (1UL << 63) + 1, ulong.MaxValue - 1, ulong.MaxValue];
        var hashes = Leaves(70, seed: 8);
        foreach (var first in sizes)
        {
            foreach (var second in sizes)
            {
                var proof = hashes[..random.Next(70)];
                MerkleProof.IsIncluded(hashes[0], first, second, proof, hashes[1]).ShouldBeFalse();
                MerkleProof.IsConsistent(first, hashes[0], second, hashes[1], proof).ShouldBeFalse();
            }
        }
    }

    private static (MerkleHash[] Leaves, MerkleNodes Nodes, MerkleHash[] Roots) Tree(int size, int seed)
    {
        var leaves = Leaves(size, seed);
        var nodes = new MerkleNodes(0);
        var frontier = new Frontier();
        var roots = new List<MerkleHash> { frontier.Root() };
        foreach (var leaf in leaves)
        {
            nodes.Add(leaf);
            frontier.Append(leaf);
            roots.Add(frontier.Root());
        }

        return (leaves, nodes, [.. roots]);
    }

    private static MerkleHash[] Leaves(int count, int seed)
    {
        var random = new Random(seed);
        var leaves = new MerkleHash[count];
        foreach (ref var leaf in leaves.AsSpan())
        {
            var entry = new byte[random.Next(3000)];
            random.NextBytes(entry);
            leaf = MerkleHash.OfLeaf(entry);
        }

        return leaves;
    }

    private static MerkleHash Flipped(MerkleHash hash, Random random)
    {
        var bytes = hash.Bytes.ToArray();
        bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
        return MerkleHash.From(bytes);
    }
}
