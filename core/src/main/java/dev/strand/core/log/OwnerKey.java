package dev.strand.core.log;

/**
 * Identity of one ownership of a partition.
 *
 * @param epoch number of the ownership, from 1, growing with every accepted claim
 * @param nonce random text that tells apart two claims of the same epoch
 */
public record OwnerKey(long epoch, String nonce) {
    @Override
    public String toString() {
        return epoch + "/" + nonce;
    }
}
