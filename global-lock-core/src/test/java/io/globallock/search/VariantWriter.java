package io.globallock.search;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.AbstractQueuedSynchronizer;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Writes a class so that it calls {@link Stage} at each access to what threads share, and in place of all that waits or tells time. */
final class VariantWriter extends ClassVisitor {

    /** Whose fields are what is searched. The others run from one of these points to the next without a break. */
    private static final Set<String> SEARCHED = Set.of(
            "Permit",
            "Permit$Sync",
            "Entrance",
            "Occupancy",
            "HeldClaim",
            "NestedClaim",
            "HelperWait",
            "mps.FifoPermit",
            "mps.FifoPermit$Queue");

    private static final String STAGE = Type.getInternalName(Stage.class);
    private static final String JDK_QUEUE = Type.getInternalName(AbstractQueuedSynchronizer.class);
    private static final String QUEUE = Type.getInternalName(QueueInTurn.class);
    private static final String PARKING = Type.getInternalName(LockSupport.class);
    private static final String THREAD = "(Ljava/lang/Thread;";
    private static final String EXECUTOR = "(Ljava/util/concurrent/Executor;";
    private static final Map<String, String> SCHEDULED = Map.of(
            "java/lang/Thread.interrupted", "interrupted",
            "java/lang/Thread.isInterrupted", "isInterrupted",
            "java/lang/Thread.interrupt", "interrupt",
            "java/lang/Thread.onSpinWait", "spin",
            "java/lang/System.nanoTime", "nanoTime",
            "java/util/concurrent/ExecutorService.execute", "execute");

    private final String type;
    private final List<Edit> edits;
    private final Set<Edit> applied;
    private final boolean searched;
    private final Set<String> constants = new HashSet<>();

    VariantWriter(ClassWriter out, String type, List<Edit> edits, Set<Edit> applied) {
        super(Opcodes.ASM9, out);
        this.type = type;
        this.edits = edits;
        this.applied = applied;
        this.searched = SEARCHED.contains(type.substring(VariantLoader.OURS.length()));
    }

    @Override
    public void visit(int version, int access, String name, String signature, String superName, String[] interfaces) {
        super.visit(version, access, name, signature, superName.equals(JDK_QUEUE) ? QUEUE : superName, interfaces);
    }

    @Override
    public FieldVisitor visitField(int access, String name, String descriptor, String signature, Object value) {
        if ((access & Opcodes.ACC_FINAL) != 0) {
            constants.add(name);
        }
        return super.visitField(access, name, descriptor, signature, value);
    }

    @Override
    public MethodVisitor visitMethod(int access, String name, String descriptor, String signature, String[] thrown) {
        return new Body(super.visitMethod(access, name, descriptor, signature, thrown), name);
    }

    private final class Body extends MethodVisitor {

        private final String method;
        private final boolean hasPoints;
        private final Map<String, Integer> calls = new HashMap<>();

        Body(MethodVisitor out, String method) {
            super(Opcodes.ASM9, out);
            this.method = method;
            this.hasPoints = searched && !method.startsWith("<");
        }

        @Override
        public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
            boolean isStatic = opcode == Opcodes.GETSTATIC || opcode == Opcodes.PUTSTATIC;
            boolean isConstant = owner.equals(type.replace('.', '/')) && constants.contains(name);
            if (!isStatic && !isConstant) {
                point();
            }
            super.visitFieldInsn(opcode, owner, name, descriptor);
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
            if (owner.equals("java/lang/invoke/VarHandle") && opcode != Opcodes.INVOKESTATIC) {
                point();
            }
            Edit edit = edit(name);
            if (edit != null) {
                edit.what().write(mv, new Edit.Call(opcode, owner, name, descriptor));
                return;
            }
            String scheduled = owner.equals(PARKING) ? name : SCHEDULED.get(owner + "." + name);
            if (scheduled != null) {
                String receiver = opcode == Opcodes.INVOKESTATIC ? "(" : isInterface ? EXECUTOR : THREAD;
                super.visitMethodInsn(
                        Opcodes.INVOKESTATIC, STAGE, scheduled, receiver + descriptor.substring(1), false);
            } else {
                super.visitMethodInsn(opcode, owner.equals(JDK_QUEUE) ? QUEUE : owner, name, descriptor, isInterface);
            }
        }

        @Override
        public void visitJumpInsn(int opcode, Label label) {
            Edit edit = opcode >= Opcodes.IF_ICMPEQ && opcode <= Opcodes.IF_ICMPLE ? edit(Edit.BRANCH) : null;
            if (edit == null) {
                super.visitJumpInsn(opcode, label);
            } else {
                edit.what().write(mv, new Edit.Call(opcode, "", Edit.BRANCH, ""));
                Edit.jump(mv, label);
            }
        }

        private @Nullable Edit edit(String call) {
            int count = calls.merge(call, 1, Integer::sum);
            for (Edit edit : edits) {
                if (edit.isIn(type, method) && edit.call().equals(call) && (edit.nth() == 0 || edit.nth() == count)) {
                    applied.add(edit);
                    return edit;
                }
            }
            return null;
        }

        private void point() {
            if (hasPoints) {
                super.visitMethodInsn(Opcodes.INVOKESTATIC, STAGE, "point", "()V", false);
            }
        }
    }
}
