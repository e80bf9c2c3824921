package io.globallock.search;

import java.util.function.Consumer;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * A change of one place in one class's bytecode, as another line of source would make it: a mutant.
 *
 * @param type the class, by its name below {@code io.globallock}
 * @param method where
 * @param call the name of the called method, or {@link #BRANCH}
 * @param nth the how many-th such call of the method, from 1; 0: each
 * @param what what stands there instead
 */
record Edit(String type, String method, String call, int nth, What what) {

    /** In place of a called method: the conditional jump. */
    static final String BRANCH = "if";

    Edit {
        type = VariantLoader.OURS + type;
    }

    /** What becomes of a call. */
    @FunctionalInterface
    interface What {
        void write(MethodVisitor out, Call call);
    }

    /** A call instruction, whose receiver and arguments lie on the stack. */
    record Call(int opcode, String owner, String name, String descriptor) {

        void write(MethodVisitor out) {
            out.visitMethodInsn(opcode, owner, name, descriptor, opcode == Opcodes.INVOKEINTERFACE);
        }

        /** Takes receiver and arguments off again. */
        void drop(MethodVisitor out) {
            Type[] arguments = Type.getArgumentTypes(descriptor);
            for (int i = arguments.length - 1; i >= 0; i--) {
                out.visitInsn(arguments[i].getSize() == 2 ? Opcodes.POP2 : Opcodes.POP);
            }
            if (opcode != Opcodes.INVOKESTATIC) {
                out.visitInsn(Opcodes.POP);
            }
        }
    }

    /** The call does not happen; what it would have answered is 0, false or null. */
    static Edit skip(String type, String method, String call, int nth) {
        return new Edit(type, method, call, nth, (out, at) -> {
            at.drop(out);
            Type answer = Type.getReturnType(at.descriptor());
            if (answer.getSort() >= Type.ARRAY) {
                out.visitInsn(Opcodes.ACONST_NULL);
            } else if (answer.getSort() != Type.VOID) {
                out.visitInsn(answer.getSize() == 2 ? Opcodes.LCONST_0 : Opcodes.ICONST_0);
            }
        });
    }

    /** The call does not happen and answers true, or 1. */
    static Edit affirm(String type, String method, String call, int nth) {
        return new Edit(type, method, call, nth, (out, at) -> {
            at.drop(out);
            out.visitInsn(Opcodes.ICONST_1);
        });
    }

    /** A compare-and-set that does not compare: it stores, and answers true. */
    static Edit storeBlindly(String type, String method, String call) {
        return new Edit(type, method, call, 0, (out, at) -> {
            out.visitInsn(Opcodes.SWAP); // the expected value is below the new one, both of one word
            out.visitInsn(Opcodes.POP);
            Type[] with = Type.getArgumentTypes(at.descriptor());
            Type[] without = new Type[with.length - 1];
            System.arraycopy(with, 0, without, 0, without.length - 1);
            without[without.length - 1] = with[with.length - 1];
            String store = at.name().equals("compareAndSetState") ? "setState" : "setVolatile";
            String descriptor = Type.getMethodDescriptor(Type.VOID_TYPE, without);
            out.visitMethodInsn(Opcodes.INVOKEVIRTUAL, at.owner(), store, descriptor, false);
            out.visitInsn(Opcodes.ICONST_1);
        });
    }

    /** Something happens before the call, and leaves the stack as it is. */
    static Edit before(String type, String method, String call, Consumer<MethodVisitor> inserted) {
        return new Edit(type, method, call, 1, (out, at) -> {
            inserted.accept(out);
            at.write(out);
        });
    }

    /** Something happens after the call, and leaves the stack as it is. */
    static Edit after(String type, String method, String call, Consumer<MethodVisitor> inserted) {
        return new Edit(type, method, call, 1, (out, at) -> {
            at.write(out);
            inserted.accept(out);
        });
    }

    /** The nth comparison of two numbers always jumps. */
    static Edit alwaysJump(String type, String method, int nth) {
        return new Edit(type, method, BRANCH, nth, (out, at) -> out.visitInsn(Opcodes.POP2));
    }

    /** After what a {@link #BRANCH} was replaced by: a jump that the verifier takes for a conditional one. */
    static void jump(MethodVisitor out, Label to) {
        out.visitInsn(Opcodes.ICONST_0);
        out.visitJumpInsn(Opcodes.IFEQ, to);
    }

    boolean isIn(String typeName, String methodName) {
        return type.equals(typeName) && method.equals(methodName);
    }

    @Override
    public String toString() {
        return type + "." + method + ": " + call;
    }
}
