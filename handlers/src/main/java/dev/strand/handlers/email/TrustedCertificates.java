package dev.strand.handlers.email;

import dev.strand.handler.HandlerConfig;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/** Reads certificates to trust in place of the JVM's, for mail servers of one's own. */
final class TrustedCertificates {

    private TrustedCertificates() {}

    /** What makes connections that trust the certificates of a PEM file; empty if none is set. */
    static Optional<SSLSocketFactory> read(HandlerConfig config, String key) {
        Optional<String> file = config.text(key);
        try {
            return file.isEmpty() ? Optional.empty() : Optional.of(trusting(Path.of(file.get())));
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            config.reject(
                    key,
                    "must be a readable PEM file of certificates",
                    file.get() + " (" + e.getClass().getSimpleName() + ")");
            return Optional.empty();
        }
    }

    private static SSLSocketFactory trusting(Path file)
            throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (InputStream in = Files.newInputStream(file)) {
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("trusted-" + store.size(), certificate);
            }
        }
        if (store.size() == 0) {
            throw new GeneralSecurityException("no certificate in the file");
        }
        TrustManagerFactory trust =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context.getSocketFactory();
    }
}
