package org.caricom.conch.tlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MerkleTreeTest {
    /// The eight entries that the test suites of Certificate Transparency use.
    private static final List<byte[]> ENTRIES = List.of(
            hex(""),
            hex("00"),
            hex("10"),
            hex("2021"),
            hex("3031"),
            hex("40414243"),
            hex("5051525354555657"),
            hex("606162636465666768696a6b6c6d6e6f"));

    @ParameterizedTest
    @CsvSource({
        "0, e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "1, 6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "2, fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "3, aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "4, d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "5, 4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "6, 76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "7, ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "8, 5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"
    })
    void rootsAreThoseOfCertificateTransparency(int size, String root) {
        assertThat(new Log(ENTRIES.subList(0, size)).tree.root()).isEqualTo(hash(root));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 8, 96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7"
                + " 5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e"
                + " 6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
        "5, 8, bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"
                + " ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0"
                + " d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "2, 3, fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"
    })
    void auditPathsAreThoseOfCertificateTransparency(long index, long size, String path) {
        assertThat(Proofs.inclusion(index, size, new Log(ENTRIES))).isEqualTo(hashes(path));
    }

    @ParameterizedTest
    @CsvSource({
        "6, 8, 0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a"
                + " ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0"
                + " d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "2, 5, 5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e"
                + " bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"
    })
    void consistencyProofsAreThoseOfCertificateTransparency(long earlier, long size, String path) {
        assertThat(Proofs.consistency(earlier, size, new Log(ENTRIES))).isEqualTo(hashes(path));
    }

    @Test
    void everyTreeAgreesWithTheDefinitionAndProvesItself() {
        List<byte[]> entries = new ArrayList<>();
        for (int i = 0; i < 70; i++) {
            entries.add(("entry " + i).getBytes(StandardCharsets.UTF_8));
        }
        var log = new Log(entries);
        for (int size = 0; size <= entries.size(); size++) {
            TreeHash root = naiveRoot(entries.subList(0, size));
            assertThat(Proofs.root(size, log)).isEqualTo(root);
            assertThat(CompactTree.of(size, log).root()).isEqualTo(root);
            for (int index = 0; index < size; index++) {
                List<TreeHash> path = Proofs.inclusion(index, size, log);
                TreeHash leaf = Merkle.leafHash(entries.get(index));
                assertThat(Proofs.verifyInclusion(index, size, leaf, path, root))
                        .isTrue();
                assertThat(Proofs.verifyInclusion((index + 1) % size, size, leaf, path, root))
                        .as("leaf %d passed off as its neighbour among %d", index, size)
                        .isEqualTo(size == 1);
            }
            for (int earlier = 1; earlier <= size; earlier++) {
                TreeHash before = naiveRoot(entries.subList(0, earlier));
                List<TreeHash> path = Proofs.consistency(earlier, size, log);
                assertThat(Proofs.verifyConsistency(earlier, size, before, root, path))
                        .isTrue();
            }
        }
    }

    @Test
    void proofsAmongTenThousandEntriesAreThoseOfTheDefinition() {
        var random = new Random(9162);
        List<byte[]> entries = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            byte[] entry = new byte[random.nextInt(40)];
            random.nextBytes(entry);
            entries.add(entry);
        }
        var log = new Log(entries);
        List<Integer> sizes = new ArrayList<>(List.of(1, 2, 4_096, 4_097, 8_191, 8_192, 8_193, 9_999, 10_000));
        for (int i = 0; i < 12; i++) {
            sizes.add(1 + random.nextInt(10_000));
        }
        for (int size : sizes) {
            List<byte[]> some = entries.subList(0, size);
            TreeHash root = naiveRoot(some);
            assertThat(Proofs.root(size, log)).isEqualTo(root);
            for (int index : List.of(0, size / 2, size - 1, random.nextInt(size))) {
                List<TreeHash> path = Proofs.inclusion(index, size, log);
                assertThat(path).isEqualTo(naivePath(index, some));
                assertThat(Proofs.verifyInclusion(index, size, Merkle.leafHash(some.get(index)), path, root))
                        .isTrue();
            }
            for (int earlier : List.of(1, size, Integer.highestOneBit(size), 1 + random.nextInt(size))) {
                List<TreeHash> path = Proofs.consistency(earlier, size, log);
                assertThat(path).isEqualTo(naiveSubproof(earlier, some, true));
                assertThat(Proofs.verifyConsistency(earlier, size, naiveRoot(entries.subList(0, earlier)), root, path))
                        .isTrue();
            }
        }
    }

    @Test
    void aProofWithAnythingChangedProvesNothing() {
        var log = new Log(ENTRIES);
        var random = new Random(6962);
        TreeHash root = log.tree.root();
        for (int index = 0; index < 8; index++) {
            TreeHash leaf = Merkle.leafHash(ENTRIES.get(index));
            List<TreeHash> path = Proofs.inclusion(index, 8, log);
            for (List<TreeHash> broken : broken(path, random)) {
                assertThat(Proofs.verifyInclusion(index, 8, leaf, broken, root)).isFalse();
            }
            assertThat(Proofs.verifyInclusion(index, 8, root, path, root)).isFalse();
            assertThat(Proofs.verifyInclusion(index, 8, leaf, path, leaf)).isFalse();
            assertThat(Proofs.verifyInclusion(-1, 8, leaf, path, root)).isFalse();
            assertThat(Proofs.verifyInclusion(8, 8, leaf, path, root)).isFalse();
        }
        for (int earlier = 1; earlier < 8; earlier++) {
            TreeHash before = Proofs.root(earlier, log);
            List<TreeHash> path = Proofs.consistency(earlier, 8, log);
            for (List<TreeHash> broken : broken(path, random)) {
                assertThat(Proofs.verifyConsistency(earlier, 8, before, root, broken))
                        .isFalse();
            }
            assertThat(Proofs.verifyConsistency(earlier, 8, root, before, path)).isFalse();
            assertThat(Proofs.verifyConsistency(earlier + 1, 8, before, root, path))
                    .isFalse();
        }
        assertThat(Proofs.verifyConsistency(0, 8, Merkle.emptyRoot(), root, List.of()))
                .isFalse();
        assertThat(Proofs.verifyConsistency(8, 8, root, root, List.of(root))).isFalse();
    }

    @Test
    void aTreeComesBackFromItsBytes() {
        var log = new Log(ENTRIES.subList(0, 7));

        CompactTree back = CompactTree.fromBytes(log.tree.toBytes());

        assertThat(back.root()).isEqualTo(log.tree.root());
        back.append(Merkle.leafHash(ENTRIES.get(7)));
        assertThat(back.root()).isEqualTo(new Log(ENTRIES).tree.root());
        assertThatThrownBy(() -> CompactTree.fromBytes(new byte[7])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CompactTree.fromBytes(new byte[40])).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anAppendTellsTheNodesItCompletes() {
        var tree = CompactTree.empty();
        for (int i = 0; i < 7; i++) {
            tree.append(Merkle.leafHash(ENTRIES.get(i)));
        }

        List<Node> completed = tree.append(Merkle.leafHash(ENTRIES.get(7)));

        assertThat(completed.stream().map(Node::id))
                .containsExactly(new NodeId(0, 7), new NodeId(1, 3), new NodeId(2, 1), new NodeId(3, 0));
        assertThat(completed.getLast().hash()).isEqualTo(tree.root());
    }

    /// A log in memory, every node of which is kept.
    private static final class Log implements HashReader {
        private final CompactTree tree = CompactTree.empty();
        private final Map<NodeId, TreeHash> nodes = new HashMap<>();

        Log(List<byte[]> entries) {
            for (byte[] entry : entries) {
                tree.append(Merkle.leafHash(entry)).forEach(node -> nodes.put(node.id(), node.hash()));
            }
        }

        @Override
        public List<TreeHash> read(List<NodeId> wanted) {
            return wanted.stream().map(nodes::get).toList();
        }
    }

    /// RFC 6962 §2.1 word for word.
    private static TreeHash naiveRoot(List<byte[]> entries) {
        if (entries.isEmpty()) {
            return Merkle.emptyRoot();
        }
        if (entries.size() == 1) {
            return Merkle.leafHash(entries.getFirst());
        }
        int k = 1;
        while (k * 2 < entries.size()) {
            k *= 2;
        }
        return Merkle.nodeHash(naiveRoot(entries.subList(0, k)), naiveRoot(entries.subList(k, entries.size())));
    }

    /// PATH of RFC 6962 §2.1.1.
    private static List<TreeHash> naivePath(int index, List<byte[]> entries) {
        if (entries.size() == 1) {
            return List.of();
        }
        int k = Integer.highestOneBit(entries.size() - 1);
        List<byte[]> left = entries.subList(0, k);
        List<byte[]> right = entries.subList(k, entries.size());
        List<TreeHash> path = new ArrayList<>(index < k ? naivePath(index, left) : naivePath(index - k, right));
        path.add(naiveRoot(index < k ? right : left));
        return path;
    }

    /// SUBPROOF of RFC 6962 §2.1.2.
    private static List<TreeHash> naiveSubproof(int earlier, List<byte[]> entries, boolean known) {
        if (earlier == entries.size()) {
            return known ? List.of() : List.of(naiveRoot(entries));
        }
        int k = Integer.highestOneBit(entries.size() - 1);
        List<byte[]> left = entries.subList(0, k);
        List<byte[]> right = entries.subList(k, entries.size());
        List<TreeHash> path = new ArrayList<>(
                earlier <= k ? naiveSubproof(earlier, left, known) : naiveSubproof(earlier - k, right, false));
        path.add(naiveRoot(earlier <= k ? right : left));
        return path;
    }

    private static List<List<TreeHash>> broken(List<TreeHash> path, Random random) {
        List<List<TreeHash>> all = new ArrayList<>();
        for (int i = 0; i < path.size(); i++) {
            List<TreeHash> flipped = new ArrayList<>(path);
            byte[] bytes = path.get(i).toBytes();
            bytes[random.nextInt(TreeHash.LENGTH)] ^= (byte) (1 << random.nextInt(8));
            flipped.set(i, TreeHash.of(bytes));
            all.add(flipped);
            List<TreeHash> shorter = new ArrayList<>(path);
            shorter.remove(i);
            all.add(shorter);
        }
        List<TreeHash> longer = new ArrayList<>(path);
        longer.add(Merkle.emptyRoot());
        all.add(longer);
        return all;
    }

    private static byte[] hex(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    private static TreeHash hash(String hex) {
        return TreeHash.of(hex(hex));
    }

    private static List<TreeHash> hashes(String text) {
        return List.of(text.split(" ")).stream().map(MerkleTreeTest::hash).toList();
    }
}
