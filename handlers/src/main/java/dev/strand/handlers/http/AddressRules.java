package dev.strand.handlers.http;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/**
 * Which addresses belong to the public internet. The table is the IANA registry of special-purpose
 * addresses.
 */
final class AddressRules {

    private static final List<Block> NOT_PUBLIC =
            List.of(
                    Block.of("0.0.0.0", 8), // this host
                    Block.of("10.0.0.0", 8), // private
                    Block.of("100.64.0.0", 10), // carrier-grade NAT
                    Block.of("127.0.0.0", 8), // loopback
                    Block.of("169.254.0.0", 16), // link-local, and the metadata services of clouds
                    Block.of("172.16.0.0", 12), // private
                    Block.of("192.0.0.0", 24), // protocol assignments
                    Block.of("192.0.2.0", 24), // documentation
                    Block.of("192.168.0.0", 16), // private
                    Block.of("198.18.0.0", 15), // benchmarks
                    Block.of("198.51.100.0", 24), // documentation
                    Block.of("203.0.113.0", 24), // documentation
                    Block.of("224.0.0.0", 4), // multicast
                    Block.of("240.0.0.0", 4), // reserved, and broadcast
                    Block.of("::", 96), // unspecified, loopback, IPv4-compatible
                    Block.of("64:ff9b:1::", 48), // local NAT64
                    Block.of("100::", 64), // discard
                    Block.of("2001::", 23), // protocol assignments, Teredo
                    Block.of("2001:db8::", 32), // documentation
                    Block.of("fc00::", 7), // unique local
                    Block.of("fe80::", 9), // link-local and the old site-local
                    Block.of("ff00::", 8)); // multicast

    /** IPv6 addresses that stand for an IPv4 address, and where in them it begins. */
    private static final List<Embedding> EMBEDDINGS =
            List.of(
                    new Embedding(Block.of("64:ff9b::", 96), 12),
                    new Embedding(Block.of("2002::", 16), 2));

    private AddressRules() {}

    /**
     * Whether the address is one of the public internet, also the IPv4 address inside of an IPv6
     * one.
     */
    static boolean isPublic(InetAddress address) {
        if (NOT_PUBLIC.stream().anyMatch(block -> block.contains(address))) {
            return false;
        }
        return EMBEDDINGS.stream()
                .filter(embedding -> embedding.block().contains(address))
                .allMatch(embedding -> isPublic(embedding.extract((Inet6Address) address)));
    }

    private record Block(InetAddress first, int prefixBits) {

        static Block of(String first, int prefixBits) {
            return new Block(InetAddress.ofLiteral(first), prefixBits);
        }

        boolean contains(InetAddress address) {
            byte[] mine = first.getAddress();
            byte[] other = address.getAddress();
            if (mine.length != other.length) {
                return false;
            }
            int wholeBytes = prefixBits / 8;
            int restMask = 0xff00 >> (prefixBits % 8) & 0xff;
            return Arrays.equals(mine, 0, wholeBytes, other, 0, wholeBytes)
                    && (restMask == 0 || ((mine[wholeBytes] ^ other[wholeBytes]) & restMask) == 0);
        }
    }

    private record Embedding(Block block, int offset) {

        InetAddress extract(Inet6Address address) {
            try {
                return InetAddress.getByAddress(
                        Arrays.copyOfRange(address.getAddress(), offset, offset + 4));
            } catch (UnknownHostException e) {
                throw new IllegalStateException("four bytes are always an IPv4 address", e);
            }
        }
    }
}
