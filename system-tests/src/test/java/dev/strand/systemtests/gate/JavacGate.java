package dev.strand.systemtests.gate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** Compiles a source with the very javac flags of the root pom, and tells what javac said. */
final class JavacGate {

    private static final String FLAGS =
            "/project/build/plugins/plugin[artifactId='maven-compiler-plugin']"
                    + "/configuration/compilerArgs/arg";

    private final Path pom;
    private final Path work;

    JavacGate(Path pom, Path work) {
        this.pom = pom;
        this.work = work;
    }

    /** What javac said about {@code source}; empty output and success for a flawless one. */
    Verdict compile(String className, String source) throws Exception {
        Path file = work.resolve(className + ".java");
        Files.writeString(file, source);
        Path output = work.resolve("javac.log");
        Process javac =
                new ProcessBuilder(command(file))
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        int status = javac.waitFor();
        return new Verdict(status == 0, Files.readString(output));
    }

    private List<String> command(Path file) throws Exception {
        String classPath = System.getProperty("java.class.path");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "javac").toString());
        command.addAll(flagsOfThePom());
        command.addAll(List.of("-d", work.toString(), "-proc:none"));
        command.addAll(List.of("-classpath", classPath, "-processorpath", classPath));
        command.add(file.toString());
        return command;
    }

    private List<String> flagsOfThePom() throws Exception {
        NodeList flags =
                (NodeList)
                        XPathFactory.newInstance()
                                .newXPath()
                                .evaluate(FLAGS, parse(pom), XPathConstants.NODESET);
        return IntStream.range(0, flags.getLength())
                .mapToObj(index -> flags.item(index).getTextContent())
                .toList();
    }

    private static Document parse(Path pom) throws Exception {
        try (var in = Files.newInputStream(pom)) {
            return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in);
        } catch (IOException e) {
            throw new IOException("The root pom must be readable at " + pom.toAbsolutePath(), e);
        }
    }

    /** Whether javac accepted the source, and what it printed. */
    record Verdict(boolean accepted, String output) {}
}
