package dev.strand.status;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** An issuer of tokens that publishes its keys over HTTP and can change them. */
final class TokenIssuer implements AutoCloseable {
    static final String ISSUER = "https://issuer.example.org";
    static final String AUDIENCE = "strand";

    private static final int KEY_BITS = 2048;

    private final HttpServer server;
    private volatile RSAKey key = newKey("first");
    private volatile boolean isDown;

    TokenIssuer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/keys",
                exchange -> {
                    byte[] keys = new JWKSet(key.toPublicJWK()).toString().getBytes(UTF_8);
                    exchange.getResponseHeaders().set("Content-Type", "application/json");
                    exchange.sendResponseHeaders(isDown ? 503 : 200, keys.length);
                    exchange.getResponseBody().write(keys);
                    exchange.close();
                });
        server.start();
    }

    private static RSAKey newKey(String id) {
        try {
            return new RSAKeyGenerator(KEY_BITS).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Settings of a service that believes this issuer, and keeps its keys for a few seconds. */
    Map<String, Object> settings() {
        return Map.of(
                "strand.access.jwt.jwks-url",
                "http://127.0.0.1:" + server.getAddress().getPort() + "/keys",
                "strand.access.jwt.issuer",
                ISSUER,
                "strand.access.jwt.audience",
                AUDIENCE,
                "strand.access.jwt.outage-tolerance",
                "PT3S",
                "micronaut.security.token.jwt.signatures.jwks.issuer.cache-expiration",
                1);
    }

    /** Signs with a new key from now on, and publishes no other. */
    void rotate(String id) {
        key = newKey(id);
    }

    /** Answers with errors from now on, or no more. */
    void down(boolean down) {
        isDown = down;
    }

    /** A good token. */
    String token(String name, String... roles) {
        return token(claims -> claims.subject(name).claim("roles", List.of(roles)));
    }

    /** A token of an operator that is not quite right. */
    String token(UnaryOperator<JWTClaimsSet.Builder> change) {
        return signed(key, change.apply(claims()).build());
    }

    /** Of an operator, signed by somebody else who says that it is this issuer's key. */
    String forged() {
        return signed(newKey(key.getKeyID()), claims().build());
    }

    /** Of an operator, with {@code alg=none}. */
    String unsigned() {
        return new PlainJWT(claims().build()).serialize();
    }

    /** Of an operator, signed with the public key as if it were a shared secret. */
    String confused() {
        try {
            SignedJWT token =
                    new SignedJWT(
                            new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(key.getKeyID()).build(),
                            claims().build());
            token.sign(new MACSigner(key.toRSAPublicKey().getEncoded()));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .subject("mallory")
                .issuer(ISSUER)
                .audience(AUDIENCE)
                .claim("roles", List.of("operator"))
                .expirationTime(Date.from(Instant.now().plusSeconds(600)));
    }

    private static String signed(RSAKey by, JWTClaimsSet claims) {
        try {
            SignedJWT token =
                    new SignedJWT(
                            new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(by.getKeyID()).build(),
                            claims);
            token.sign(new RSASSASigner(by));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
