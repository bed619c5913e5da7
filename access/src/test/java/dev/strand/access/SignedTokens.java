package dev.strand.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
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
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** An issuer of tokens, good ones and others. */
final class SignedTokens {
    static final String ISSUER = "https://issuer.example.org";
    static final String AUDIENCE = "strand";

    private final RSAKey key;

    SignedTokens() {
        try {
            key = new RSAKeyGenerator(2048).keyID("key-1").generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The public keys, as the issuer publishes them. */
    String jwks() {
        return new JWKSet(key.toPublicJWK()).toString();
    }

    /**
     * A server on a port of its own that publishes the public keys at {@code /keys}; to be stopped.
     */
    HttpServer served() throws IOException {
        HttpServer issuer =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        byte[] jwks = jwks().getBytes(StandardCharsets.UTF_8);
        issuer.createContext(
                "/keys",
                exchange -> {
                    exchange.getResponseHeaders().set("Content-Type", "application/json");
                    exchange.sendResponseHeaders(200, jwks.length);
                    exchange.getResponseBody().write(jwks);
                    exchange.close();
                });
        issuer.start();
        return issuer;
    }

    String token(String... roles) {
        return changed(claims -> claims.claim("roles", List.of(roles)));
    }

    String changed(UnaryOperator<JWTClaimsSet.Builder> change) {
        return signed(change.apply(claims()).build());
    }

    String nested(String outer, String inner, String role) {
        return changed(claims -> claims.claim(outer, Map.of(inner, List.of(role))));
    }

    /** What {@code alg=none} makes. */
    String unsigned(String role) {
        return new PlainJWT(claims().claim("roles", List.of(role)).build()).serialize();
    }

    /** Signed with the public key as if it were a shared secret. */
    String confused(String role) {
        try {
            return sign(
                    new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("key-1").build(),
                    claims().claim("roles", List.of(role)).build(),
                    new MACSigner(key.toRSAPublicKey().getEncoded()));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .subject("ada")
                .issuer(ISSUER)
                .audience(AUDIENCE)
                .expirationTime(Date.from(Instant.now().plusSeconds(600)));
    }

    private String signed(JWTClaimsSet claims) {
        try {
            return sign(
                    new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("key-1").build(),
                    claims,
                    new RSASSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String sign(JWSHeader header, JWTClaimsSet claims, JWSSigner signer)
            throws JOSEException {
        SignedJWT token = new SignedJWT(header, claims);
        token.sign(signer);
        return token.serialize();
    }
}
