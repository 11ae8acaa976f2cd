package org.caricom.conch.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import picocli.CommandLine.Model.CommandSpec;

/// Files and lines that commands write.
final class Output {
    private Output() {}

    static void print(CommandSpec spec, String text) {
        PrintWriter out = spec.commandLine().getOut();
        out.print(text.endsWith("\n") ? text : text + "\n");
        out.flush();
    }

    static byte[] read(Path file) throws Refusal {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new Refusal(file + " cannot be read", e);
        }
    }

    /// Writes a file that must not be there yet: commands never overwrite what somebody may still need.
    static void writeNew(Path file, byte[] bytes) throws Refusal {
        write(file, bytes, "rw-r--r--");
    }

    /// The same for private keys: nobody else may read it, not even for a moment.
    static void writeSecret(Path file, byte[] bytes) throws Refusal {
        write(file, bytes, "rw-------");
    }

    static void replace(Path file, byte[] bytes) throws Refusal {
        try {
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new Refusal(file + " cannot be written", e);
        }
    }

    private static void write(Path file, byte[] bytes, String mode) throws Refusal {
        FileAttribute<?> permissions = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode));
        try {
            Files.createFile(file, permissions);
            Files.write(file, bytes);
        } catch (FileAlreadyExistsException e) {
            throw new Refusal(file + " is there already", e);
        } catch (IOException e) {
            throw new Refusal(file + " cannot be written", e);
        }
    }
}
