// Checks a published log with the code that checks Go's public checksum database (golang.org/x/mod/sumdb).
//
// Usage: sumdb FOLDER KEYS [OLD-CHECKPOINT ...]
//
// KEYS is a file of keys (C2SP tlog-policy, as the site has it at /log/policy) or one key. The signatures of the log and
// of as many witnesses as the policy wants, the root from the tiles, every entry's inclusion, and consistency from each older checkpoint.
// Nothing of the product's is used: only the files, the key, and Go's own library.
package main

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/tlog"
)

const height = 8 // C2SP tlog-tiles: 256 hashes

type folder struct{ at string }

// place writes a number as tile paths have it: x001/x234/067.
func place(n int64) string {
	path := fmt.Sprintf("%03d", n%1000)
	for n >= 1000 {
		n /= 1000
		path = fmt.Sprintf("x%03d/%s", n%1000, path)
	}
	return path
}

func suffix(width int) string {
	if width == 1<<height {
		return ""
	}
	return fmt.Sprintf(".p/%d", width)
}

func (f folder) Height() int { return height }

func (f folder) SaveTiles([]tlog.Tile, [][]byte) {}

func (f folder) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var found [][]byte
	for _, tile := range tiles {
		path := filepath.Join(f.at, "tile", strconv.Itoa(tile.L), place(tile.N)+suffix(tile.W))
		content, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		if len(content) != tile.W*tlog.HashSize {
			return nil, fmt.Errorf("%s: %d bytes", path, len(content))
		}
		found = append(found, content)
	}
	return found, nil
}

// bundle reads the entries from number first on, as many as one bundle of a tree of that size has.
func (f folder) bundle(first, size int64) ([][]byte, error) {
	width := int(size - first)
	if width > 1<<height {
		width = 1 << height
	}
	content, err := os.ReadFile(filepath.Join(f.at, "tile", "entries", place(first>>height)+suffix(width)))
	if err != nil {
		return nil, err
	}
	var entries [][]byte
	for len(content) > 0 {
		if len(content) < 2 {
			return nil, errors.New("bundle cut short")
		}
		length := int(binary.BigEndian.Uint16(content))
		if len(content) < 2+length {
			return nil, errors.New("bundle cut short")
		}
		entries = append(entries, content[2:2+length])
		content = content[2+length:]
	}
	if len(entries) != width {
		return nil, fmt.Errorf("bundle of %d entries, not %d", len(entries), width)
	}
	return entries, nil
}

// opened gives the tree of a checkpoint whose signature is good.
func opened(path string, keys trust, quorum bool) (tlog.Tree, error) {
	content, err := os.ReadFile(path)
	if err != nil {
		return tlog.Tree{}, err
	}
	lines, err := keys.open(content, quorum)
	if err != nil {
		return tlog.Tree{}, fmt.Errorf("%s: %w", path, err)
	}
	if len(lines) != 4 {
		return tlog.Tree{}, fmt.Errorf("%s: not a checkpoint", path)
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		return tlog.Tree{}, err
	}
	root, err := base64.StdEncoding.DecodeString(lines[2])
	if err != nil || len(root) != tlog.HashSize {
		return tlog.Tree{}, fmt.Errorf("%s: bad root", path)
	}
	tree := tlog.Tree{N: size}
	copy(tree.Hash[:], root)
	return tree, nil
}

func check(at, given string, older []string) error {
	keys, err := trusted(given)
	if err != nil {
		return err
	}
	log := folder{at}
	tree, err := opened(filepath.Join(at, "checkpoint"), keys, true)
	if err != nil {
		return err
	}
	tiles := tlog.TileHashReader(tree, log) // refuses any tile that does not lead to the root
	root, err := tlog.TreeHash(tree.N, tiles)
	if err != nil {
		return err
	}
	if root != tree.Hash {
		return errors.New("root from tiles is not the checkpoint's")
	}
	for first := int64(0); first < tree.N; first += 1 << height {
		entries, err := log.bundle(first, tree.N)
		if err != nil {
			return err
		}
		for offset, entry := range entries {
			index := first + int64(offset)
			proof, err := tlog.ProveRecord(tree.N, index, tiles)
			if err != nil {
				return err
			}
			if err := tlog.CheckRecord(proof, tree.N, tree.Hash, index, tlog.RecordHash(entry)); err != nil {
				return fmt.Errorf("entry %d: %w", index, err)
			}
		}
	}
	for _, path := range older {
		old, err := opened(path, keys, false)
		if err != nil {
			return err
		}
		proof, err := tlog.ProveTree(tree.N, old.N, tiles)
		if err != nil {
			return err
		}
		if err := tlog.CheckTree(proof, tree.N, tree.Hash, old.N, old.Hash); err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
	}
	fmt.Printf("size %d\nroot %x\nolder %d\n", tree.N, tree.Hash[:], len(older))
	return nil
}

// proof checks a tlog-proof file (C2SP) whose entry is given as a file.
func proof(path, entryPath, given string) error {
	content, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	entry, err := os.ReadFile(entryPath)
	if err != nil {
		return err
	}
	keys, err := trusted(given)
	if err != nil {
		return err
	}
	above, checkpoint, found := bytes.Cut(content, []byte("\n\n"))
	lines := strings.Split(string(above), "\n")
	if !found || lines[0] != "c2sp.org/tlog-proof@v1" {
		return errors.New("not a proof")
	}
	lines = lines[1:]
	if strings.HasPrefix(lines[0], "extra ") {
		lines = lines[1:]
	}
	index, err := strconv.ParseInt(strings.TrimPrefix(lines[0], "index "), 10, 64)
	if err != nil {
		return err
	}
	var hashes tlog.RecordProof
	for _, line := range lines[1:] {
		hash, err := base64.StdEncoding.DecodeString(line)
		if err != nil || len(hash) != tlog.HashSize {
			return errors.New("bad hash")
		}
		hashes = append(hashes, *(*tlog.Hash)(hash))
	}
	beside := filepath.Join(filepath.Dir(path), "checkpoint-of-proof")
	if err := os.WriteFile(beside, checkpoint, 0o600); err != nil {
		return err
	}
	tree, err := opened(beside, keys, true)
	if err != nil {
		return err
	}
	return tlog.CheckRecord(hashes, tree.N, tree.Hash, index, tlog.RecordHash(entry))
}

func main() {
	var err error
	switch {
	case len(os.Args) == 5 && os.Args[1] == "-proof":
		err = proof(os.Args[2], os.Args[3], os.Args[4])
	case len(os.Args) >= 3:
		err = check(os.Args[1], os.Args[2], os.Args[3:])
	default:
		err = errors.New("usage: sumdb FOLDER KEYS [OLD-CHECKPOINT ...] | sumdb -proof PROOF ENTRY KEYS")
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
